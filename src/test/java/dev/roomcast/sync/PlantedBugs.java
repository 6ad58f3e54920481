package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways to break the core's promises, each through an interface of it, for {@link ModelTest} to find. */
final class PlantedBugs {
    private PlantedBugs() {}

    /** A bus in front of another, which changes nothing. */
    static class Passing implements Bus {
        private final Bus bus;

        Passing(Bus bus) {
            this.bus = bus;
        }

        @Override
        public void start(BusListener listener) {
            bus.start(listener);
        }

        @Override
        public List<Position> publish(List<Emission> emissions) {
            return bus.publish(emissions);
        }

        @Override
        public void subscribe(String room) {
            bus.subscribe(room);
        }

        @Override
        public void unsubscribe(String room) {
            bus.unsubscribe(room);
        }

        @Override
        public History history(String room, Position since) {
            return bus.history(room, since);
        }

        @Override
        public Map<String, Position> positions(Collection<String> rooms) {
            return bus.positions(rooms);
        }

        @Override
        public void signal(String message) {
            bus.signal(message);
        }

        @Override
        public BusState state() {
            return bus.state();
        }

        @Override
        public void stop() {
            bus.stop();
        }
    }

    /** Passes on what the bus says. */
    private static class PassingOn implements BusListener {
        private final BusListener listener;

        private PassingOn(BusListener listener) {
            this.listener = listener;
        }

        @Override
        public void onPublication(Publication publication) {
            listener.onPublication(publication);
        }

        @Override
        public void onSubscribed(String room) {
            listener.onSubscribed(room);
        }

        @Override
        public void onState(BusState state) {
            listener.onState(state);
        }

        @Override
        public void onSignal(String message) {
            listener.onSignal(message);
        }
    }

    /** Loses the first event and says of the next that nothing was before it. */
    static Bus hidingALoss(Bus bus) {
        return new Passing(bus) {
            @Override
            public void start(BusListener listener) {
                super.start(new PassingOn(listener) {
                    private @Nullable Publication lost;
                    private boolean hidden;

                    @Override
                    public void onPublication(Publication publication) {
                        if (lost == null) {
                            lost = publication;
                        } else if (!hidden) {
                            hidden = true;
                            super.onPublication(following(publication, lost.previousSeq()));
                        } else {
                            super.onPublication(publication);
                        }
                    }
                });
            }
        };
    }

    private static Publication following(Publication one, long previousSeq) {
        return new Publication(
                one.room(),
                one.epoch(),
                one.eventId(),
                previousSeq,
                one.seq(),
                one.name(),
                one.conflationKey(),
                one.json());
    }

    /** Takes what is left of the history for all of it. */
    static Bus forgettingTheFloor(Bus bus) {
        return new Passing(bus) {
            @Override
            public History history(String room, Position since) {
                History history = super.history(room, since);
                boolean sameEpoch = since.epoch().equals(history.position().epoch());
                if (history.recovered() || !sameEpoch) {
                    return history;
                }
                return new History(history.position(), true, left(room, history.position()));
            }

            private List<Publication> left(String room, Position newest) {
                List<Publication> left = new ArrayList<>();
                for (long seq = newest.seq(); seq > 0; seq--) {
                    History history = super.history(room, new Position(newest.epoch(), seq - 1));
                    if (!history.recovered()) {
                        break;
                    }
                    left = history.publications();
                }
                return left;
            }
        };
    }

    /** Confirms a subscription when it is asked for; it stands only once positions are compared. */
    static Bus confirmingTooEarly(Bus bus) {
        return new Passing(bus) {
            private final List<String> asked = new ArrayList<>();
            private @Nullable BusListener confirmed;

            @Override
            public void start(BusListener listener) {
                confirmed = listener;
                super.start(new PassingOn(listener) {
                    @Override
                    public void onSubscribed(String room) {
                        // It was confirmed before.
                    }
                });
            }

            @Override
            public void subscribe(String room) {
                asked.add(room);
                if (confirmed != null) {
                    confirmed.onSubscribed(room);
                }
            }

            @Override
            public Map<String, Position> positions(Collection<String> rooms) {
                asked.forEach(super::subscribe);
                asked.clear();
                return super.positions(rooms);
            }
        };
    }

    /** A page that moves its position on by the number of any event, of whichever epoch. */
    static final class CarelessPage extends ModelPage {
        @Override
        boolean comparable() {
            return position != null;
        }
    }

    /** A page that takes an answer to join for fresh data although events were missed. */
    static final class TrustingPage extends ModelPage {
        @Override
        void joined(Joined answer) {
            super.joined(new Joined(answer.room(), answer.position(), true, answer.missed()));
        }
    }
}
