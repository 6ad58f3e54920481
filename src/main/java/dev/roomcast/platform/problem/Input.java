package dev.roomcast.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a client sent by its Bean Validation constraints; the messages are ours, by constraint, in the client's
 * language.
 */
@ApplicationScoped
public class Input {
    @Inject
    private Validator validator;

    /** The same value when it is there and valid; otherwise a 400 that names the fields at fault. */
    public <T> T valid(@Nullable T value) {
        if (value == null) {
            throw ProblemException.of(400, "bad-json");
        }
        List<FieldError> errors = validator.validate(value).stream()
                .map(Input::error)
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::key))
                .toList();
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
        return value;
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        Map<String, Object> bounds = violation.getConstraintDescriptor().getAttributes();
        String field = violation.getPropertyPath().toString();
        boolean tooShort = constraint.equals("Size") && Objects.equals(bounds.get("max"), Integer.MAX_VALUE);
        if (tooShort) {
            return new FieldError(field, "field.Size.min", List.of(bounds.getOrDefault("min", 0)));
        }
        Object bound = bounds.getOrDefault("max", bounds.getOrDefault("value", ""));
        return new FieldError(field, "field." + constraint, List.of(bound));
    }
}
