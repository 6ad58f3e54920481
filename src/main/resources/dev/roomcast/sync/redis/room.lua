-- Begins every script. Opens a room: its numbering goes on, or begins anew when this is not the life that it knows of the server
-- that it knows. Each promotion of a server begins a life: what it wrote before it was a replica may be missing, without a restart.
-- KEYS: 1 the room's numbering (hash), 2 its events (stream), 3 event ids of the last while by seq (sorted set)
-- ARGV: 1 the server's run_id, 2 the epoch to begin if need be
local known = redis.call('HMGET', KEYS[1], 'run', 'epoch', 'seq', 'floor', 'bytes')
local epoch, seq, floor, bytes = known[2], known[3] or '0', known[4] or '0', tonumber(known[5] or '0')
local life = ARGV[1] .. ' ' .. string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
if known[1] ~= life then
  -- The numbers go on rising, but nobody knows what of the former life is missing. The event ids stay: pages are told
  -- of the new epoch, and a worker that publishes again what it had no answer for must not make a second event of it.
  epoch, floor, bytes = ARGV[2], seq, 0
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'run', life, 'epoch', epoch, 'seq', seq, 'floor', floor, 'bytes', bytes)
end
