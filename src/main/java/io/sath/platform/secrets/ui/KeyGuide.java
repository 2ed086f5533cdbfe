package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Tone;
import java.util.List;

/** What a service's key needs to be allowed, what never, and how to make one. */
final class KeyGuide extends Div {
    private static final long serialVersionUID = 1L;

    KeyGuide(KeyService service, List<String> addresses) {
        Messages texts = Messages.current();
        addClassName("key-guide");
        if (service.kind() == KeyService.Kind.EXCHANGE) {
            add(needs(texts, service));
            if (service == KeyService.BINANCE && !addresses.isEmpty()) {
                Div where = new Div(new Span(texts.get("secrets.guide.addresses")));
                where.addClassName("key-addresses");
                addresses.forEach(address -> where.add(new CopyButton(address)));
                add(where);
            }
        }
        OrderedList steps = new OrderedList();
        for (int step = 1; texts.has(key(service, step)); step++) {
            steps.add(new ListItem(texts.get(key(service, step))));
        }
        Anchor there = new Anchor(address(service), texts.get("secrets.guide.open"));
        there.setTarget(AnchorTarget.BLANK);
        there.getElement().setAttribute("rel", "noopener noreferrer");
        there.add(Lucide.EXTERNAL_LINK.svg());
        there.addClassName("key-there");
        Details how =
                new Details(
                        texts.get("secrets.guide.how", KeyWords.service(texts, service)),
                        steps,
                        there);
        add(how);
    }

    private static Div needs(Messages texts, KeyService service) {
        Span words = new Span(texts.get("secrets.guide.needs"));
        words.addClassName("help");
        Div needs = new Div(words);
        needs.addClassName("key-needs");
        if (service == KeyService.POLYMARKET) {
            words.setText(texts.get("secrets.guide.needs.polymarket"));
            return needs;
        }
        needs.add(
                new Chip(Tone.OK, Lucide.CHECK, texts.get("secrets.guide.read")),
                new Chip(Tone.OK, Lucide.CHECK, texts.get("secrets.guide.trade")),
                new Chip(Tone.ERR, Lucide.X, texts.get("secrets.guide.withdraw")));
        return needs;
    }

    private static String key(KeyService service, int step) {
        return "secrets.guide." + service.word() + "." + step;
    }

    private static String address(KeyService service) {
        return switch (service) {
            case BINANCE -> "https://www.binance.com/en/my/settings/api-management";
            case BINANCE_TESTNET -> "https://testnet.binance.vision/";
            case POLYMARKET -> "https://polymarket.com/settings";
            case DEEPSEEK -> "https://platform.deepseek.com/api_keys";
            case OPENAI -> "https://platform.openai.com/api-keys";
            case GEMINI -> "https://aistudio.google.com/apikey";
        };
    }
}
