import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'
import { isOpenHost } from '../python/ssrf.ts'

export const ssrf: CodeRule = taintRule(
  'go',
  'ssrf',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'url',
    literals: ['net/http', 'resty', 'net.Dial', 'websocket', 'fasthttp', 'fiber', 'gorequest', 'imroc/req'],
    sinks: [
      {
        calls: ['Get', 'Post', 'PostForm', 'Head'],
        path: /^(?:net\/)?http\.(?:Get|Post|PostForm|Head)$/,
        when: (_site, _value, trace) => isOpenHost(trace),
        unknown: 'low',
      },
      {
        calls: ['Get', 'Post', 'PostForm', 'Head'],
        path: /(?:client|Client|http\.DefaultClient|R\(\))\.\w+$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['NewRequest'],
        path: /^(?:net\/)?http\.NewRequest$/,
        takes: [1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['NewRequestWithContext'],
        path: /^(?:net\/)?http\.NewRequestWithContext$/,
        takes: [2],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        // golang.org/x/net/websocket, gorilla and nhooyr.io.
        calls: ['Dial', 'DialConfig', 'DialContext'],
        path: /(?:^|\.|\/)(?:websocket|[dD]ialer|DefaultDialer)\.\w+$/,
        takes: [0, 1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['Get', 'GetTimeout', 'GetDeadline', 'Post'],
        path: /(?:^|\/)fasthttp\.(?:Get|GetTimeout|GetDeadline|Post)$/,
        takes: [1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete'],
        path: /(?:^|\/)(?:fiber|req|grequests)\.\w+$|(?:^|\/)gorequest\.New\(\)\.\w+$/,
        local: 'nothing',
        when: ({ source }, _value, trace) =>
          /gofiber\/fiber|imroc\/req|grequests|gorequest/.test(source.text) && isOpenHost(trace),
      },
      {
        calls: ['SetRequestURI'],
        path: /\.SetRequestURI$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      { calls: ['Dial', 'DialTimeout'], path: /^net\.Dial(?:Timeout)?$/, takes: [1], local: 'nothing' },
    ],
    matches: [
      `package a
import "github.com/valyala/fasthttp"
func load(ctx *fasthttp.RequestCtx) {
	url := string(ctx.FormValue("url"))
	fasthttp.Get(nil, url) // here
}`,
      `package a
import "github.com/gofiber/fiber/v2"
func load(c *fiber.Ctx) error { fiber.Get(c.Query("url")); return nil }`,
      `package a
import "github.com/gorilla/websocket"
func show(w http.ResponseWriter, r *http.Request) { websocket.DefaultDialer.Dial(r.FormValue("address"), nil) }`,
      `package a
import "net/http"
func load(w http.ResponseWriter, r *http.Request) {
	http.Get(r.FormValue("url")) // here
}`,
      `package a
import "net/http"
func load(w http.ResponseWriter, r *http.Request) {
	target := r.URL.Query().Get("host")
	request, _ := http.NewRequest("GET", "http://"+target, nil) // here
}`,
    ],
    misses: [
      `package a
import "net/http"
func load(w http.ResponseWriter, r *http.Request) { http.Get("https://api.example.com/items/" + r.FormValue("id")) }`,
      `package a
import "net/http"
func load() { http.Get("https://example.com") }`,
    ],
  },
)
