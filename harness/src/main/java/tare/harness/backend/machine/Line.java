package tare.harness.backend.machine;

import tare.harness.backend.probe.Channel;

/** The serial line, and the conversation that is closed with it. */
final class Line implements Channel {

    private final Channel pipes;
    private final Conversation conversation;

    Line(Channel pipes, Conversation conversation) {
        this.pipes = pipes;
        this.conversation = conversation;
    }

    @Override
    public void open() {
        pipes.open();
    }

    @Override
    public int childControl() {
        return pipes.childControl();
    }

    @Override
    public int childReady() {
        return pipes.childReady();
    }

    @Override
    public void handedOver() {
        pipes.handedOver();
    }

    @Override
    public int ready() {
        return pipes.ready();
    }

    @Override
    public boolean take() {
        return pipes.take();
    }

    @Override
    public boolean ask() {
        return pipes.ask();
    }

    @Override
    public boolean echoes() {
        return pipes.echoes();
    }

    @Override
    public void hangUp() {
        pipes.hangUp();
    }

    @Override
    public void close() {
        try {
            pipes.close();
        } finally {
            conversation.close();
        }
    }
}
