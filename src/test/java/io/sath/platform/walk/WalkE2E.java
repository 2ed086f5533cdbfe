package io.sath.platform.walk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.sath.platform.shared.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new person's way from the sign-up to a bot that trades and is stopped again. */
class WalkE2E {
    private static final Path BOT = Path.of("bot/target/bot.jar").toAbsolutePath();
    private static final String EMAIL = "walker@example.com";
    private static final String PASSWORD = "a long walk 27 through";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** What the product promises a new tenant. */
    private static final Duration FIRST_FILL = Duration.ofSeconds(120);

    private final Texts texts = Texts.in(Locale.ENGLISH);

    @TempDir Path directory;

    @Test
    void aNewPersonWatchesTheirOwnBotTrade() throws Exception {
        Optional<Path> chromium = Chromium.program();
        assumeTrue(chromium.isPresent(), "Skipped: there is no Chromium on the PATH.");
        assertThat(BOT).as("the bot's build comes first: mvn -f bot/pom.xml package").exists();
        try (RunningPlatform platform = new RunningPlatform(directory.resolve("data"), BOT);
                Chromium browser = new Chromium(chromium.orElseThrow())) {
            Page page = browser.browser().newPage(new Browser.NewPageOptions().setLocale("en-US"));
            page.setDefaultTimeout(SOON.toMillis());
            try {
                walk(platform, page);
            } catch (AssertionError | RuntimeException e) {
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(
                                        Files.createDirectories(Path.of("target/walk"))
                                                .resolve("failed.png")));
                throw e;
            }
        }
    }

    private void walk(RunningPlatform platform, Page page) {
        signUp(platform, page);
        verify(platform, page);
        logIn(page);
        takeFirstSteps(platform, page);
        seeItRun(page);
        seeALogLine(platform, page);
        seeAFill(platform, page);
        stop(platform, page);
    }

    private void signUp(RunningPlatform platform, Page page) {
        page.navigate(platform.address("sign-up"));
        field(page, "account.page.name").fill("Walker");
        field(page, "account.page.email").fill(EMAIL);
        field(page, "account.page.password").fill(PASSWORD);
        button(page, "account.page.sign-up.submit").click();
        assertThat(page.getByText(texts.get("account.page.check-mail")).first()).isVisible(soon());
    }

    private void verify(RunningPlatform platform, Page page) {
        String link =
                await().atMost(SOON)
                        .until(() -> platform.mailedLink(EMAIL, "verify"), Optional::isPresent)
                        .orElseThrow();
        page.navigate(link);
        button(page, "account.page.verify.submit").click();
        assertThat(page.getByText(texts.get("account.page.log-in.verified")).first())
                .isVisible(soon());
    }

    private void logIn(Page page) {
        field(page, "account.page.email").fill(EMAIL);
        page.locator("input[name=password]").fill(PASSWORD);
        button(page, "account.page.log-in.submit").click();
        page.waitForURL(url -> !url.contains("login"));
    }

    private void takeFirstSteps(RunningPlatform platform, Page page) {
        page.navigate(platform.address("first-steps"));
        page.locator("#steps-continue").click();
        page.locator("#steps-start").click();
    }

    private void seeItRun(Page page) {
        assertThat(page.locator(".state-bar"))
                .containsText(texts.get("bots.state.running"), within(SOON));
    }

    private void seeALogLine(RunningPlatform platform, Page page) {
        page.navigate(platform.address("logs"));
        assertThat(page.locator("sath-log .row").first()).isVisible(soon());
    }

    private void seeAFill(RunningPlatform platform, Page page) {
        page.navigate(platform.address("trades"));
        assertThat(page.locator("#trades-grid").getByText("BTC").first())
                .isVisible(
                        new LocatorAssertions.IsVisibleOptions().setTimeout(FIRST_FILL.toMillis()));
    }

    private void stop(RunningPlatform platform, Page page) {
        page.navigate(platform.address(""));
        page.locator("#bot-stop-menu").click();
        page.locator("#bot-stop").click();
        assertThat(page.locator(".state-bar"))
                .containsText(texts.get("bots.state.stopped"), within(SOON));
    }

    private Locator field(Page page, String key) {
        return page.getByLabel(texts.get(key), new Page.GetByLabelOptions().setExact(true)).first();
    }

    private Locator button(Page page, String key) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(texts.get(key)).setExact(true))
                .first();
    }

    private static LocatorAssertions.IsVisibleOptions soon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(SOON.toMillis());
    }

    private static LocatorAssertions.ContainsTextOptions within(Duration time) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(time.toMillis());
    }
}
