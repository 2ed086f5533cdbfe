package io.sath.bot.check;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What came of a call to a provider. */
sealed interface Answer {

    /**
     * The provider answered.
     *
     * @param body JSON's null where it is no JSON
     */
    record Said(int status, Json body) implements Answer {

        Json at(String field) {
            return body instanceof Json.Obj object ? object.get(field) : Json.NULL;
        }

        String text(String field) {
            return at(field) instanceof Json.Text(String text) ? text : "";
        }

        /** A field of the object {@code error}. */
        String error(String field) {
            return at("error") instanceof Json.Obj error
                            && error.get(field) instanceof Json.Text(String text)
                    ? text
                    : "";
        }

        @Nullable Boolean flag(String field) {
            return at(field) instanceof Json.Bool(boolean flag) ? flag : null;
        }

        @Nullable Long whole(String field) {
            return whole(at(field));
        }

        static @Nullable Long whole(Json value) {
            return value instanceof Json.Num(BigDecimal number)
                            && number.stripTrailingZeros().scale() <= 0
                            && number.precision() - number.scale() <= 18
                    ? Long.valueOf(number.longValueExact())
                    : null;
        }

        /** Its text form keeps the body to itself: some answers hold keys. */
        @Override
        public String toString() {
            return "Said[" + status + "]";
        }
    }

    /** It did not. */
    record Silent(Fault why) implements Answer {}
}
