-- KEYS: tries.
redis.set_repl(redis.REPL_NONE)
return redis.call('DEL', KEYS[1])
