package io.sath.platform.support;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets each class call from an address of its own: strangers' calls are limited by address, and
 * what one class calls is not to be missing to the next.
 */
class OwnAddress implements TestExecutionListener {
    private static final AtomicInteger CLASSES = new AtomicInteger();
    private static final int ADDRESSES = 250;

    @Override
    public void beforeTestClass(TestContext test) {
        Rest.comesFrom("127.0.1." + (1 + CLASSES.getAndIncrement() % ADDRESSES));
    }

    @Override
    public void afterTestClass(TestContext test) {
        Rest.comesFrom(Rest.HOME);
    }
}
