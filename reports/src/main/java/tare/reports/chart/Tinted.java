package tare.reports.chart;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A canvas that shows the palette's sentinels in their colours for paper; all else it hands on. */
@NullUnmarked
final class Tinted extends Graphics2D {

    private final Graphics2D on;

    Tinted(Graphics2D on) {
        this.on = on;
    }

    @Override
    public void draw(Shape s) {
        on.draw(s);
    }

    @Override
    public void drawString(String str, int x, int y) {
        on.drawString(str, x, y);
    }

    @Override
    public void drawString(String str, float x, float y) {
        on.drawString(str, x, y);
    }

    @Override
    public void drawString(AttributedCharacterIterator iterator, int x, int y) {
        on.drawString(iterator, x, y);
    }

    @Override
    public void drawString(AttributedCharacterIterator iterator, float x, float y) {
        on.drawString(iterator, x, y);
    }

    @Override
    public void drawGlyphVector(GlyphVector g, float x, float y) {
        on.drawGlyphVector(g, x, y);
    }

    @Override
    public void fill(Shape s) {
        on.fill(s);
    }

    @Override
    public void setComposite(Composite comp) {
        on.setComposite(comp);
    }

    @Override
    public void setStroke(Stroke s) {
        on.setStroke(s);
    }

    @Override
    public void setRenderingHint(RenderingHints.Key key, Object value) {
        on.setRenderingHint(key, value);
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {
        on.setRenderingHints(hints);
    }

    @Override
    public void addRenderingHints(Map<?, ?> hints) {
        on.addRenderingHints(hints);
    }

    @Override
    public void translate(int x, int y) {
        on.translate(x, y);
    }

    @Override
    public void translate(double tx, double ty) {
        on.translate(tx, ty);
    }

    @Override
    public void rotate(double theta) {
        on.rotate(theta);
    }

    @Override
    public void rotate(double theta, double x, double y) {
        on.rotate(theta, x, y);
    }

    @Override
    public void scale(double sx, double sy) {
        on.scale(sx, sy);
    }

    @Override
    public void shear(double shx, double shy) {
        on.shear(shx, shy);
    }

    @Override
    public void transform(AffineTransform tx) {
        on.transform(tx);
    }

    @Override
    public void setTransform(AffineTransform tx) {
        on.setTransform(tx);
    }

    @Override
    public void clip(Shape s) {
        on.clip(s);
    }

    @Override
    public void setPaintMode() {
        on.setPaintMode();
    }

    @Override
    public void setXORMode(Color c) {
        on.setXORMode(c);
    }

    @Override
    public void setFont(Font font) {
        on.setFont(font);
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        on.clipRect(x, y, width, height);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        on.setClip(x, y, width, height);
    }

    @Override
    public void setClip(Shape clip) {
        on.setClip(clip);
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        on.copyArea(x, y, width, height, dx, dy);
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        on.drawLine(x1, y1, x2, y2);
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        on.fillRect(x, y, width, height);
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        on.clearRect(x, y, width, height);
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int aw, int ah) {
        on.drawRoundRect(x, y, width, height, aw, ah);
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int aw, int ah) {
        on.fillRoundRect(x, y, width, height, aw, ah);
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        on.drawOval(x, y, width, height);
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        on.fillOval(x, y, width, height);
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int arc) {
        on.drawArc(x, y, width, height, start, arc);
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int arc) {
        on.fillArc(x, y, width, height, start, arc);
    }

    @Override
    public void drawPolyline(int[] xs, int[] ys, int n) {
        on.drawPolyline(xs, ys, n);
    }

    @Override
    public void drawPolygon(int[] xs, int[] ys, int n) {
        on.drawPolygon(xs, ys, n);
    }

    @Override
    public void fillPolygon(int[] xs, int[] ys, int n) {
        on.fillPolygon(xs, ys, n);
    }

    @Override
    public void dispose() {
        on.dispose();
    }

    @Override
    public void drawImage(BufferedImage img, BufferedImageOp op, int x, int y) {
        on.drawImage(img, op, x, y);
    }

    @Override
    public void drawRenderedImage(RenderedImage img, AffineTransform xform) {
        on.drawRenderedImage(img, xform);
    }

    @Override
    public void drawRenderableImage(RenderableImage img, AffineTransform xform) {
        on.drawRenderableImage(img, xform);
    }

    @Override
    public boolean drawImage(Image img, AffineTransform xform, ImageObserver obs) {
        return on.drawImage(img, xform, obs);
    }

    @Override
    public boolean hit(Rectangle rect, Shape s, boolean onStroke) {
        return on.hit(rect, s, onStroke);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return on.getDeviceConfiguration();
    }

    @Override
    public Object getRenderingHint(RenderingHints.Key key) {
        return on.getRenderingHint(key);
    }

    @Override
    public RenderingHints getRenderingHints() {
        return on.getRenderingHints();
    }

    @Override
    public AffineTransform getTransform() {
        return on.getTransform();
    }

    @Override
    public Paint getPaint() {
        return on.getPaint();
    }

    @Override
    public Composite getComposite() {
        return on.getComposite();
    }

    @Override
    public Color getBackground() {
        return on.getBackground();
    }

    @Override
    public Stroke getStroke() {
        return on.getStroke();
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return on.getFontRenderContext();
    }

    @Override
    public Color getColor() {
        return on.getColor();
    }

    @Override
    public Font getFont() {
        return on.getFont();
    }

    @Override
    public FontMetrics getFontMetrics(Font f) {
        return on.getFontMetrics(f);
    }

    @Override
    public Rectangle getClipBounds() {
        return on.getClipBounds();
    }

    @Override
    public Shape getClip() {
        return on.getClip();
    }

    @Override
    public boolean drawImage(Image img, int x, int y, ImageObserver observer) {
        return on.drawImage(img, x, y, observer);
    }

    @Override
    public boolean drawImage(Image img, int x, int y, int w, int h, ImageObserver o) {
        return on.drawImage(img, x, y, w, h, o);
    }

    @Override
    public boolean drawImage(Image img, int x, int y, Color bg, ImageObserver observer) {
        return on.drawImage(img, x, y, bg, observer);
    }

    @Override
    public boolean drawImage(Image img, int x, int y, int w, int h, Color b, ImageObserver o) {
        return on.drawImage(img, x, y, w, h, b, o);
    }

    @Override
    public boolean drawImage(
            Image img, int a, int b, int c, int d, int e, int f, int g, int h, ImageObserver o) {
        return on.drawImage(img, a, b, c, d, e, f, g, h, o);
    }

    @Override
    public boolean drawImage(
            Image g,
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int x,
            int y,
            Color k,
            ImageObserver o) {
        return on.drawImage(g, a, b, c, d, e, f, x, y, k, o);
    }

    @Override
    public Graphics create() {
        return new Tinted((Graphics2D) on.create());
    }

    @Override
    public void setPaint(Paint paint) {
        on.setPaint(paint instanceof Color color ? Palette.onPaper(color) : paint);
    }

    @Override
    public void setColor(Color color) {
        on.setColor(color == null ? null : Palette.onPaper(color));
    }

    @Override
    public void setBackground(Color color) {
        on.setBackground(color == null ? null : Palette.onPaper(color));
    }
}
