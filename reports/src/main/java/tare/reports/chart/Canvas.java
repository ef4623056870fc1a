package tare.reports.chart;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.batik.svggen.SVGSyntax;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Batik's canvas, with text that stays in place under another font. Layout is made with this host's
 * font, reading with the reader's: a label is therefore anchored at the side that matters (start,
 * middle or end) and not always at its start.
 */
final class Canvas extends SVGGraphics2D {

    /** Which point of a text stays where the layout put it. */
    enum Anchor {
        START(0, "start"),
        MIDDLE(0.5, "middle"),
        END(1, "end");

        private final double share;
        private final String attribute;

        Anchor(double share, String attribute) {
            this.share = share;
            this.attribute = attribute;
        }

        /** Makes the following texts use this anchor. */
        void on(Graphics2D graphics) {
            graphics.setRenderingHint(KEY, this);
        }
    }

    private static final RenderingHints.Key KEY = new Key();

    private static final class Key extends RenderingHints.Key {
        // Any number that no other key of this class uses.
        private Key() {
            super(1);
        }

        @Override
        public boolean isCompatibleValue(Object value) {
            return value instanceof Anchor;
        }
    }

    private Canvas(SVGGeneratorContext context) {
        super(context, false);
    }

    private Canvas(Canvas other) {
        super(other);
    }

    /**
     * An empty canvas.
     *
     * @param prefix begins every id, so that ids of several pictures in one page never clash
     */
    static Canvas blank(String prefix) {
        Document document =
                GenericDOMImplementation.getDOMImplementation()
                        .createDocument(SVGSyntax.SVG_NAMESPACE_URI, "svg", null);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(1);
        context.setIDGenerator(
                new SVGIDGenerator() {
                    @Override
                    public String generateID(String kind) {
                        return prefix + "-" + super.generateID(kind);
                    }
                });
        return new Canvas(context);
    }

    @Override
    public Graphics create() {
        return new Canvas(this);
    }

    @Override
    public void drawString(String text, float x, float y) {
        Object hint = getRenderingHint(KEY);
        Anchor anchor = hint instanceof Anchor set ? set : Anchor.START;
        double shift = anchor.share * getFontMetrics(getFont()).stringWidth(text);
        Element element = getDOMFactory().createElementNS(SVG_NAMESPACE_URI, SVG_TEXT_TAG);
        element.setAttributeNS(null, SVG_X_ATTRIBUTE, generatorCtx.doubleString(x + shift));
        element.setAttributeNS(null, SVG_Y_ATTRIBUTE, generatorCtx.doubleString(y));
        element.setAttributeNS(null, SVG_TEXT_ANCHOR_ATTRIBUTE, anchor.attribute);
        element.appendChild(getDOMFactory().createTextNode(text));
        domGroupManager.addElement(element, DOMGroupManager.FILL);
    }
}
