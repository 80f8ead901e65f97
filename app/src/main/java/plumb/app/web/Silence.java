package plumb.app.web;

import io.helidon.logging.common.spi.LoggingProvider;

/// No log of the server: without a provider it would say on standard error that there is none.
public final class Silence implements LoggingProvider {
    @Override
    public void initialization() {}

    @Override
    public void runTime() {}
}
