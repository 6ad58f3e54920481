-- Gives a worker's number back if the instance holds it. KEYS: 1 the number's. ARGV: 1 instance.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
