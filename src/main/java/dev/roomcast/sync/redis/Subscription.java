package dev.roomcast.sync.redis;

import redis.clients.jedis.JedisPubSub;

/** One connection's subscriptions: turns what Redis says into calls on its owner, on the listener's thread. */
final class Subscription extends JedisPubSub {

    /** Who is told. */
    interface Owner {
        void onConfirmed(Subscription by, String channel);

        void onEnded(String channel);

        void onText(String channel, String text);
    }

    private final Owner owner;

    Subscription(Owner owner) {
        this.owner = owner;
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
