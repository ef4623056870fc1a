/*
 * Modules of the guest's kernel: /modules/0, /modules/1, ... in the order in which they are loaded.
 * Where there is no such directory the kernel is taken as it is.
 */

enum { MOST_MODULES = 64, CONSOLE = 2 };

static long load_modules(void)
{
    static char path[32];
    for (u64 i = 0; i < MOST_MODULES; i++) {
        *put_number(put_text(path, "/modules/"), i) = 0;
        long file = CALL4(openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
        if (file == -ENOENT)
            return 0;
        MUST(path, file);
        long result = CALL3(finit_module, file, "", 0);
        CALL1(close, file);
        MUST(path, result);
    }
    return 0;
}
