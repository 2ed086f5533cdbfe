package io.sath.platform.database;

import io.sath.platform.shared.StartFault;
import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells a person why the platform did not start, in their language, without a stack trace. */
class StartFaultAnalyzer extends AbstractFailureAnalyzer<StartFault> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StartFault cause) {
        return new FailureAnalysis(cause.text().in(Locale.getDefault()), null, rootFailure);
    }
}
