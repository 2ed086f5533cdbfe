package io.sath.bot.ledger;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.wire.OutJson;
import io.sath.bot.wire.Settings.Opening;
import io.sath.bot.wire.Settings.OpeningPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How a ledger began: its id, its epoch, and what the platform knew of the account then. */
public record Header(String ledger, long epoch, BigDecimal cash, List<OpeningPosition> positions) {

    public Header {
        positions = List.copyOf(positions);
    }

    static Header of(Opening opening) {
        return new Header(opening.ledger(), opening.epoch(), opening.cash(), opening.positions());
    }

    static byte[] json(Opening opening) {
        return JsonText.write(
                Json.object()
                        .put("type", "opening")
                        .put("ledger", opening.ledger())
                        .put("epoch", opening.epoch())
                        .put("cash", opening.cash())
                        .put(
                                "positions",
                                Json.array(
                                        opening.positions().stream()
                                                .map(p ->
                                                        Json.object()
                                                                .put("symbol", p.symbol())
                                                                .put("trade", p.trade())
                                                                .put("quantity", p.quantity())
                                                                .put("entry", p.entry())
                                                                .build())
                                                .toList()))
                        .put("since", OutJson.time(opening.since()))
                        .build());
    }

    static Header of(byte[] json) throws LedgerDamaged {
        try {
            Json.Obj header = (Json.Obj) JsonText.parse(json);
            List<OpeningPosition> positions = new ArrayList<>();
            for (Json item : ((Json.Arr) header.get("positions")).items()) {
                Json.Obj position = (Json.Obj) item;
                positions.add(
                        new OpeningPosition(
                                text(position.get("symbol")),
                                text(position.get("trade")),
                                new BigDecimal(text(position.get("quantity"))),
                                new BigDecimal(text(position.get("entry")))));
            }
            return new Header(
                    text(header.get("ledger")),
                    ((Json.Num) header.get("epoch")).value().longValueExact(),
                    new BigDecimal(text(header.get("cash"))),
                    positions);
        } catch (JsonText.Malformed | RuntimeException _) {
            throw new LedgerDamaged("The ledger is damaged: its beginning cannot be read.");
        }
    }

    private static String text(Json value) {
        return ((Json.Text) value).value();
    }
}
