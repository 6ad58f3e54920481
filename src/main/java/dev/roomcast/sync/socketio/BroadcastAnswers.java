package dev.roomcast.sync.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers of a broadcast answered in time.
 *
 * @param complete whether all of them did
 * @param answers the values of each answer, in the order of arrival
 */
public record BroadcastAnswers(boolean complete, List<List<@Nullable Object>> answers) {

    /** Collects one answer or failure of each receiver, then calls back, once. For any thread. */
    static final class Collector implements AckCallback {
        private final int receivers;
        private final Consumer<BroadcastAnswers> callback;
        private final List<List<@Nullable Object>> answers = new ArrayList<>();
        private int heardOf;

        Collector(int receivers, Consumer<BroadcastAnswers> callback) {
            this.receivers = receivers;
            this.callback = callback;
        }

        @Override
        public void onAnswer(@Nullable Failure failure, List<@Nullable Object> answer) {
            synchronized (this) {
                heardOf++;
                if (failure == null) {
                    answers.add(answer);
                }
                if (heardOf != receivers) {
                    return;
                }
            }
            finish();
        }

        /** Calls back; by the caller itself only when there are no receivers. */
        void finish() {
            callback.accept(new BroadcastAnswers(answers.size() == receivers, List.copyOf(answers)));
        }
    }
}
