-- Begins every script on rooms.
-- ARGV: 1 the server's run_id, 2 its replication id as the worker last heard it, 3 the epoch to begin if need be

-- Opens a room: its numbering goes on, or begins anew when this is not the server that it knows, or that has been a replica
-- since: promoted again without a restart, it has a new replication id, and may miss what it wrote before.
-- Answers epoch, seq, and total: the bytes of all its events so far.
local function open(numbering, events)
  local known = redis.call('HMGET', numbering, 'run', 'replid', 'epoch', 'seq', 'total')
  local epoch, seq, total = known[3], known[4] or '0', known[5] or '0'
  if known[1] == ARGV[1] and known[2] == ARGV[2] then
    return epoch, seq, total
  end
  -- What the worker heard may be a second old. Not every hosted Redis tells it.
  local replid = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or ''
  if known[1] == ARGV[1] and known[2] == replid then
    return epoch, seq, total
  end
  -- The numbers go on rising, but nobody knows what of the former life is missing. The event ids stay: pages are told
  -- of the new epoch, and a worker that publishes again what it had no answer for must not make a second event of it.
  redis.call('DEL', events)
  redis.call('HSET', numbering, 'run', ARGV[1], 'replid', replid, 'epoch', ARGV[3], 'seq', seq, 'total', total)
  return ARGV[3], seq, total
end

-- Of an event in the history: the seq before it, the total before it, its message.
local function read(entry)
  local message = entry[2][4]
  return string.match(message, '^[^\n]*\n[^\n]*\n(%d+)\n'), (tonumber(entry[2][2]) or 0) - #message, message
end
