package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import io.sath.platform.shared.FieldFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts each fault of an input at its field, in the person's language. */
public final class Faults {
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();

    /** Faults of this path, and of the paths below it, stand at this field. */
    public <F extends Component & HasValidation> Faults at(String path, F field) {
        fields.put(path, field);
        return this;
    }

    /** Takes all faults away. */
    public void clear() {
        fields.values()
                .forEach(field -> {
                    field.setInvalid(false);
                    field.setErrorMessage("");
                });
    }

    /**
     * Shows these faults and no others; the first field with one gets the focus.
     *
     * @return those that belong to no field here, for the form as a whole
     */
    public List<FieldFault> show(List<FieldFault> faults) {
        clear();
        Messages texts = Messages.current();
        List<FieldFault> homeless = new ArrayList<>();
        boolean focused = false;
        for (FieldFault fault : faults) {
            HasValidation field = field(fault.field());
            if (field == null) {
                homeless.add(fault);
                continue;
            }
            String before = field.isInvalid() ? field.getErrorMessage() + " " : "";
            field.setErrorMessage(before + texts.get(fault.message()));
            field.setInvalid(true);
            if (!focused && field instanceof Focusable<?> focusable) {
                focusable.focus();
                focused = true;
            }
        }
        if (!faults.isEmpty()) {
            LiveRegion.alert(texts.get("problem.invalid.detail", faults.size()));
        }
        return homeless;
    }

    private @org.jspecify.annotations.Nullable HasValidation field(String path) {
        for (Map.Entry<String, HasValidation> entry : fields.entrySet()) {
            String own = entry.getKey();
            if (path.equals(own) || path.startsWith(own + "[") || path.startsWith(own + ".")) {
                return entry.getValue();
            }
        }
        return null;
    }
}
