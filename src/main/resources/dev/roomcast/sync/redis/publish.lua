-- Gives events of one room its next positions, appends them to the bounded history and publishes them, in order.
-- KEYS: 1 the room's numbering (hash), 2 its events (stream), 3 event ids of the last while by seq (sorted set)
-- ARGV: 4 channel, 5 PUBLISH or SPUBLISH, 6 events kept, 7 bytes kept, and for each event: its id, its JSON before seq, that
-- after seq, conflation key
-- Answers {epoch, seq of each}; for an event id that the room knows, that of then.
local CHUNK = 8192
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local epoch, seq, total = open(KEYS[1], KEYS[2])

-- Now and then: drops the oldest events when all are too large together, and the ids that are older than five minutes and than
-- the history, or more than 100,000. At most 100 ids: no event pays for a whole pile of old ones.
local function tidy()
  local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 2)
  local floor, before = read(oldest[1])
  local length = redis.call('XLEN', KEYS[2])
  while length > 1 and total - before > tonumber(ARGV[7]) do
    length = length - 1
    redis.call('XTRIM', KEYS[2], 'MAXLEN', length)
    floor, before = read(oldest[2])
    oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 2)
  end
  local surplus = redis.call('ZCARD', KEYS[3]) - math.max(100000, ARGV[6])
  local ids = redis.call('ZRANGE', KEYS[3], 0, 99, 'WITHSCORES')
  local old = 0
  while old < #ids / 2 and (old < surplus or tonumber(ids[2 * old + 2]) <= math.min(now - 300000, floor)) do
    old = old + 1
  end
  if old > 0 then
    redis.call('ZREMRANGEBYRANK', KEYS[3], 0, old - 1)
  end
end

local function publish(id, head, tail, key)
  local next = string.format('%.0f', math.max(now, seq + 1))
  if redis.call('ZADD', KEYS[3], 'NX', next, id) == 0 then
    return redis.call('ZSCORE', KEYS[3], id)
  end
  local message = table.concat({epoch, id, seq, next, head .. next .. tail, key}, '\n')
  local before = total
  seq, total = next, before + #message
  redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[6], seq .. '-0', 'total', string.format('%.0f', total), 'message', message)
  redis.call('HSET', KEYS[1], 'seq', seq, 'total', string.format('%.0f', total))
  if math.floor(total / CHUNK) > math.floor(before / CHUNK) then
    tidy()
  end
  redis.call(ARGV[5], ARGV[4], message)
  return seq
end

local answer = {epoch}
for i = 8, #ARGV, 4 do
  answer[#answer + 1] = publish(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3])
end
return answer
