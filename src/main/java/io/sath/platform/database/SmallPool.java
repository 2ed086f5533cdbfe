package io.sath.platform.database;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Asks for what works on the small pool (4 connections) instead of the main one: a {@code
 * DataSource}, a {@code JdbcClient}, a {@code TransactionTemplate} or a {@link TenantScope}.
 *
 * <p>For audit, idempotency and rate limits alone, which must be written whatever becomes of the
 * transaction around them. Their transactions are short and wait for nothing else.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD})
public @interface SmallPool {}
