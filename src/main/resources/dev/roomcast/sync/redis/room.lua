-- Begins every script. Opens a room: its numbering goes on, or begins anew when this is not the server that it knows, or that has
-- been a replica since: promoted again without a restart, it has a new replication id, and may miss what it wrote before.
-- KEYS: 1 the room's numbering (hash), 2 its events (stream), 3 event ids of the last while by seq (sorted set)
-- ARGV: 1 the server's run_id, 2 the epoch to begin if need be
local known = redis.call('HMGET', KEYS[1], 'run', 'epoch', 'seq', 'floor', 'bytes', 'replid')
local epoch, seq, floor, bytes = known[2], known[3] or '0', known[4] or '0', tonumber(known[5] or '0')
-- Asked here and not once for a connection: all connections must say the same of one server. Not every hosted Redis tells it.
local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or ''
if known[1] ~= ARGV[1] or known[6] ~= replid then
  -- The numbers go on rising, but nobody knows what of the former life is missing. The event ids stay: pages are told
  -- of the new epoch, and a worker that publishes again what it had no answer for must not make a second event of it.
  epoch, floor, bytes = ARGV[2], seq, 0
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'run', ARGV[1], 'replid', replid, 'epoch', epoch, 'seq', seq, 'floor', floor, 'bytes', bytes)
end
