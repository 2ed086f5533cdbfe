package io.sath.platform.api;

import io.sath.platform.shared.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers with a problem where a filter refuses, or fails. */
final class ApiFaults extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiFaults.class);

    private final ProblemWriter problems;

    ApiFaults(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (Problem problem) {
            problems.write(problem, request, response);
        } catch (DataAccessException | TransactionException e) {
            LOG.error("The database does not answer", e);
            problems.write(Problems.unavailable(), request, response);
        } catch (RuntimeException | ServletException e) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            problems.write(Problems.internal(), request, response);
        }
    }
}
