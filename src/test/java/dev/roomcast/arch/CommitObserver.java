package dev.roomcast.arch;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Exactly one class observes committed changes, and it depends on neither EJB nor persistence. */
final class CommitObserver extends ArchCondition<JavaClass> {

    private static final String FORBIDDEN = "jakarta\\.(ejb|persistence)\\..*";

    private final String change;
    private final List<JavaClass> observers = new ArrayList<>();

    CommitObserver(String change) {
        super("be the one observer of committed changes, without EJB and persistence, or none");
        this.change = change;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        observers.clear();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (type.getMethods().stream()
                .anyMatch(method -> method.getParameters().stream().anyMatch(this::isCommittedChange))) {
            observers.add(type);
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> dependency.getTargetClass().getName().matches(FORBIDDEN))
                    .map(Dependency::getDescription)
                    .forEach(line -> events.add(SimpleConditionEvent.violated(type, line)));
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        if (observers.size() != 1) {
            events.add(SimpleConditionEvent.violated(observers, "observers of committed changes: " + observers));
        }
    }

    private boolean isCommittedChange(JavaParameter parameter) {
        return parameter.getRawType().getName().equals(change)
                && parameter
                        .tryGetAnnotationOfType(Observes.class)
                        .map(observes -> observes.during() == TransactionPhase.AFTER_SUCCESS)
                        .orElse(false);
    }
}
