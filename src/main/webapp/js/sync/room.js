/** @import { JoinAnswer, Position } from './types.js' */

/**
 * One room as this page follows it. Two things are kept apart: the position says up to where the page's data is known to be
 * right, the stream is what arrives over the connection. A list answer replaces the position, events raise it, a doubt forgets
 * it: a room without a position counts as stale. Events do not name their epoch, so only an answer to `join`, which comes in
 * order with them, tells which numbers can be compared.
 */
export class Room {
    /** @type {'apart' | 'wanted' | 'joining' | 'joined'} */
    state = 'apart';
    name;
    /** @type {Position | undefined} */
    #position;
    /** @type {string | undefined} the epoch of the events that arrive, when it is known */
    #stream;
    /** The newest event that has arrived in the stream's epoch. */
    #heard = 0;
    /** @type {Position | undefined} what the join under way, or the last one, named */
    #asked;
    #arrivedSinceAsked = false;
    #mayShow = false;
    /** @type {Position | undefined} where the room stood when it was joined without knowing what the page shows */
    #blind;

    /** @param {string} name */
    constructor(name) {
        this.name = name;
    }

    get position() {
        return this.#position;
    }

    /** Up to where the page has been told of changes, whether it shows them or not; nothing when that cannot be said. */
    get told() {
        const held = this.#comparable();
        return held && { seq: Math.max(held.seq, this.#heard), epoch: held.epoch };
    }

    /** Whether the page may show data of this room: then to join without a position proves nothing. */
    get mayShow() {
        return this.#mayShow;
    }

    /**
     * Takes the position that a list answer carries, also an older one than is held: it is what the page shows.
     * @param {Position | null} position null, or without an epoch, when nobody can say
     * @returns {string | undefined} why the page must catch up
     */
    place(position) {
        this.#position = known(position);
        this.#mayShow = true;
        const blind = this.#blind;
        if (!blind || !this.#position) {
            return undefined;
        }
        this.#blind = undefined;
        // Without this, a change between the list and a join that could not name it would be seen by neither.
        return covers(this.#position, blind) ? undefined : 'joined after a change';
    }

    /** The page's data is in doubt. */
    doubt() {
        this.#position = undefined;
    }

    /** The server says that events may be missing: from here on their numbers may be of another epoch. */
    resynced() {
        this.doubt();
        this.#stream = undefined;
        this.#heard = 0;
        this.arrived();
    }

    /** Something came that may have been missed before. */
    arrived() {
        this.#arrivedSinceAsked = true;
    }

    /** @returns {Position | undefined} the position to name */
    joining() {
        this.state = 'joining';
        this.#asked = this.#position;
        this.#arrivedSinceAsked = false;
        if (this.#stream === undefined) {
            this.#heard = 0;
        }
        if (this.#asked) {
            this.follow(this.#asked.epoch);
        }
        return this.#asked;
    }

    /**
     * @param {JoinAnswer} answer
     * @returns {string | undefined} why the page must catch up
     */
    joined(answer) {
        const [held, asked, mayShow] = [this.#position, this.#asked, this.#mayShow];
        this.state = 'joined';
        this.#mayShow = true;
        this.follow(answer.epoch);
        if (asked && answer.recovered) {
            // What was missed has arrived as events, or became a resync; the answer adds nothing to that.
            return answer.missed > 0 && !this.#arrivedSinceAsked ? 'missed' : undefined;
        }
        if (held && held !== asked && covers(held, answer)) {
            return undefined;
        }
        this.#position = known(answer);
        if (asked || held) {
            return answer.recovered ? 'missed' : 'not recovered';
        }
        if (mayShow) {
            // What happened since the data was right came from nowhere.
            return 'in doubt';
        }
        this.#blind = { seq: answer.seq, epoch: answer.epoch };
        return undefined;
    }

    /** The connection is gone, and with it whatever was on its way. */
    parted() {
        if (this.state === 'apart') {
            return;
        }
        this.#mayShow ||= this.state === 'joining';
        this.state = 'wanted';
    }

    /**
     * From here on events are of this epoch.
     * @param {string} epoch
     */
    follow(epoch) {
        if (this.#stream !== undefined && this.#stream !== epoch) {
            this.#heard = 0;
        }
        this.#stream = epoch || undefined;
    }

    /**
     * Takes an event's number.
     * @param {number} seq
     * @returns {boolean} whether it is news; false when it has arrived before or is part of what the page shows
     */
    hear(seq) {
        const held = this.#comparable();
        const isNews = seq > this.#heard && !(held && seq <= held.seq);
        this.#heard = Math.max(this.#heard, seq);
        this.arrived();
        return isNews;
    }

    /**
     * An event is being handled: what the page shows will contain it.
     * @param {number} seq
     */
    raise(seq) {
        const held = this.#comparable();
        if (held && seq > held.seq) {
            this.#position = { seq, epoch: held.epoch };
        }
    }

    /**
     * The page is stale and about to fetch: it will be at least here.
     * @param {number | undefined} seq nothing when the server does not know
     * @param {string} epoch
     */
    fetching(seq, epoch) {
        const there = seq === undefined ? undefined : known({ seq, epoch });
        if (there && !(this.#position && covers(this.#position, there))) {
            this.#position = there;
        }
    }

    #comparable() {
        return this.#position?.epoch === this.#stream ? this.#position : undefined;
    }
}

/**
 * @param {Position | null} position
 * @returns {Position | undefined}
 */
function known(position) {
    return position?.epoch ? { seq: position.seq, epoch: position.epoch } : undefined;
}

/**
 * @param {Position} held
 * @param {Position} other
 */
function covers(held, other) {
    return held.epoch === other.epoch && held.seq >= other.seq;
}
