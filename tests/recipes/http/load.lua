-- wrk asks for the numbers of answers.lua and holds each answer against the two that are right.
local answers = dofile("answers.lua") -- number, the old table's answer, the new one's
local threads = {}
local at = 0

function setup(thread)
   thread:set("id", #threads)
   table.insert(threads, thread)
end

function init()
   n_old, n_new, n_wrong, first_wrong = 0, 0, 0, ""
   at = id * 1000
   right = {}
   for _, a in ipairs(answers) do right[a[1]] = a end
end

function request()
   at = at % #answers + 1
   return wrk.format("GET", "/price/" .. answers[at][1])
end

function response(status, headers, body)
   local a = right[body:match('"number":"([^"]*)"')]
   if status == 200 and a and body == a[2] then
      n_old = n_old + 1
   elseif status == 200 and a and body == a[3] then
      n_new = n_new + 1
   else
      n_wrong = n_wrong + 1
      first_wrong = status .. " " .. body
   end
end

function done(summary, latency)
   local e, old, new, wrong, shown = summary.errors, 0, 0, 0, ""
   for _, thread in ipairs(threads) do
      old, new, wrong = old + thread:get("n_old"), new + thread:get("n_new"), wrong + thread:get("n_wrong")
      shown = shown .. thread:get("first_wrong")
   end
   io.write(string.format("RESULT requests=%d old=%d new=%d wrong=%d errors=%d rate=%.0f p99_us=%d %s\n",
      summary.requests, old, new, wrong, e.connect + e.read + e.write + e.status + e.timeout,
      summary.requests / summary.duration * 1e6, latency:percentile(99), shown))
end
