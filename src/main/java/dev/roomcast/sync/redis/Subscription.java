package dev.roomcast.sync.redis;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.JedisShardedPubSub;

/** One connection's subscriptions: turns what Redis says into calls on its owner, on the listener's thread. */
interface Subscription {

    /** Who is told. */
    interface Owner {
        void onConfirmed(Subscription by, String channel);

        void onEnded(String channel);

        void onText(String channel, String text);
    }

    /** Subscribes the first channel and hears until the connection breaks or nothing is subscribed any more. */
    void hear(Jedis redis, String first);

    void add(String... channels);

    void remove(String... channels);

    /** Calls forth an answer, whatever is subscribed. */
    void ping();

    /** That of a server which has everything. */
    final class Plain extends JedisPubSub implements Subscription {
        private final Owner owner;

        Plain(Owner owner) {
            this.owner = owner;
        }

        @Override
        public void hear(Jedis redis, String first) {
            redis.subscribe(this, first);
        }

        @Override
        public void add(String... channels) {
            subscribe(channels);
        }

        @Override
        public void remove(String... channels) {
            unsubscribe(channels);
        }

        @Override
        public void onSubscribe(String channel, int subscribedChannels) {
            owner.onConfirmed(this, channel);
        }

        @Override
        public void onUnsubscribe(String channel, int subscribedChannels) {
            owner.onEnded(channel);
        }

        @Override
        public void onMessage(String channel, String message) {
            owner.onText(channel, message);
        }
    }

    /** That of a Cluster's node; all channels are of one slot. */
    final class Sharded extends JedisShardedPubSub implements Subscription {
        private final Owner owner;
        /** Subscribed once more as the ping, which Jedis does not know here: it is refused where the slot has gone. */
        private final String first;

        Sharded(Owner owner, String first) {
            this.owner = owner;
            this.first = first;
        }

        @Override
        public void hear(Jedis redis, String channel) {
            proceed(redis.getConnection(), channel);
        }

        @Override
        public void add(String... channels) {
            ssubscribe(channels);
        }

        @Override
        public void remove(String... channels) {
            sunsubscribe(channels);
        }

        @Override
        public void ping() {
            ssubscribe(first);
        }

        @Override
        public void onSSubscribe(String channel, int subscribedChannels) {
            owner.onConfirmed(this, channel);
        }

        @Override
        public void onSUnsubscribe(String channel, int subscribedChannels) {
            owner.onEnded(channel);
        }

        @Override
        public void onSMessage(String channel, String message) {
            owner.onText(channel, message);
        }
    }
}
