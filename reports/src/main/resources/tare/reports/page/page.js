(() => {
  'use strict';
  const create = (name, parent, text) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };

  /** Sorts within each group of rows: groups never mix. Rows without a figure stay last. */
  const sort = (table, column, down) => {
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter(row => !row.classList.contains('group'));
      const key = row => row.cells[column].dataset.order;
      rows.sort((a, b) => {
        const x = key(a), y = key(b);
        if (x === '' || y === '') return (x === '' ? 1 : 0) - (y === '' ? 1 : 0);
        const numbers = Number.isFinite(+x) && Number.isFinite(+y);
        const order = numbers ? x - y : x.localeCompare(y);
        return down ? -order : order;
      });
      body.append(...rows);
    }
  };

  const sortable = (table, say) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = head.textContent.trim();
      head.textContent = '';
      const button = create('button', head, name);
      button.type = 'button';
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(table, column, down);
        say('Sorted by ' + name + ', ' + (down ? 'largest' : 'smallest') + ' first.');
      });
    });
  };

  const filterable = (table, tools, say) => {
    const id = table.id;
    const rows = [...table.querySelectorAll('tbody tr:not(.group)')];
    const kinds = [...new Set(rows.map(row => row.dataset.kind))].sort();
    const label = create('label', tools, 'Backends whose name has ');
    const text = create('input', label);
    text.type = 'search';
    text.id = id + '-text';
    text.autocomplete = 'off';
    const chosen = create('label', tools, 'of class ');
    const kind = create('select', chosen);
    kind.id = id + '-kind';
    create('option', kind, 'any').value = '';
    kinds.forEach(name => { create('option', kind, name).value = name; });
    const update = () => {
      const wanted = text.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const fits = row.dataset.name.toLowerCase().includes(wanted)
          && (kind.value === '' || kind.value === row.dataset.kind);
        row.hidden = !fits;
        if (fits) shown++;
      }
      for (const body of table.tBodies) {
        body.hidden = [...body.rows].every(row => row.hidden || row.classList.contains('group'));
      }
      say(shown + ' of ' + rows.length + ' backends shown.');
    };
    text.addEventListener('input', update);
    kind.addEventListener('change', update);
  };

  for (const table of document.querySelectorAll('table.ranking')) {
    const tools = table.closest('section').querySelector('.tools');
    const controls = create('div', tools);
    const status = create('p', tools);
    status.setAttribute('role', 'status');
    const say = words => { status.textContent = words; };
    sortable(table, say);
    if (table.querySelectorAll('tbody tr:not(.group)').length > 3) filterable(table, controls, say);
  }

  /* What folds is open on paper, also where a browser does not know the style for it. */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded.push(...document.querySelectorAll('details:not([open])'));
    folded.forEach(details => { details.open = true; });
  });
  addEventListener('afterprint', () => {
    folded.forEach(details => { details.open = false; });
    folded = [];
  });

  /* A link into something folded opens it. */
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
