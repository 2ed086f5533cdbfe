package io.sath.platform.ui;

import io.sath.platform.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.util.HtmlUtils;

/**
 * What a browser is shown where a request fails before any page is made: the same words as {@link
 * ErrorPage}, without script.
 */
@Component("error")
class ErrorDocument implements View {
    private static final String FORM =
            """
            <!doctype html><html lang="%s"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s · SATH</title><link rel="icon" href="/assets/icons/sath.svg">
            <link rel="stylesheet" href="/aura/aura.css">
            <link rel="stylesheet" href="/assets/styles/tokens.css">
            <link rel="stylesheet" href="/assets/styles/shell.css">
            <link rel="stylesheet" href="/assets/styles/parts.css">
            <link rel="stylesheet" href="/assets/styles/pages.css">
            <style>:root { color-scheme: light dark }</style></head>
            <body><main class="error-page"><a class="logo" href="/"><img alt=""
            src="/assets/icons/sath.svg"><span>%s</span></a><div class="error-words"><h1>%s</h1>
            <p>%s</p><a href="/">%s</a><span class="mono request-id">%s</span></div></main></body>
            </html>
            """;

    @Override
    public String getContentType() {
        return "text/html;charset=utf-8";
    }

    @Override
    public void render(
            @Nullable Map<String, ?> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Texts texts = Texts.in(request.getLocale());
        String kind = response.getStatus() < 500 ? "ui.error.not-found" : "ui.error.fault";
        String title = texts.get(kind);
        String page =
                FORM.formatted(
                        texts.get("ui.language"),
                        HtmlUtils.htmlEscape(title),
                        texts.get("ui.product"),
                        HtmlUtils.htmlEscape(title),
                        HtmlUtils.htmlEscape(texts.get(kind + ".text")),
                        HtmlUtils.htmlEscape(texts.get("ui.error.home")),
                        HtmlUtils.htmlEscape(texts.get("ui.error.request", requestId(response))));
        response.setContentType(getContentType());
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String requestId(HttpServletResponse response) {
        String id = response.getHeader("X-Request-Id");
        return id == null ? RequestIds.current() : id;
    }
}
