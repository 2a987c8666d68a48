import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAssignment } from '../../../scanner/engine/assignment.ts'
import { runs } from '../../runs.ts'

const read = (text: string, word = /token|password/i): string | undefined => {
  const found = word.exec(text)!
  const assignment = readAssignment(text, found.index, found[0].length)
  return (
    assignment &&
    `${assignment.name} ${assignment.operator} ${assignment.quote}${text.slice(assignment.valueStart, assignment.valueEnd)}`
  )
}

test.each([
  ['api_token = "abc"', 'api_token = "abc'],
  ["const apiToken: string = 'abc'", "apiToken = 'abc"],
  ['apiToken := `abc`', 'apiToken := `abc'],
  ["'token' => 'abc',", "token => 'abc"],
  ['{"api.token": "abc"}', 'api.token : "abc'],
  ['{\\"token\\": \\"abc\\"}', 'token : \\"abc'],
  ['API_TOKEN=abc # comment', 'API_TOKEN = abc'],
  ['token: abc', 'token : abc'],
  ['--api-token abc', '--api-token   abc'],
  ['--api-token=abc', '--api-token = abc'],
  ['<token>abc</token>', 'token > abc'],
  ['<add key="ApiToken" value="abc" />', 'ApiToken = "abc'],
  ['{"name": "API_TOKEN", "value": "abc"}', 'API_TOKEN = "abc'],
  ["{ name: 'API_TOKEN', value: 'abc' }", "API_TOKEN = 'abc"],
  ['<token>\n  abc\n</token>', 'token > abc'],
  ['System.setProperty("api.token", "abc")', 'api.token , "abc'],
  ['os.environ["API_TOKEN"] = "abc"', 'API_TOKEN = "abc'],
  ['config.token = new Secret("abc")', 'config.token = "abc'],
  ['token = b"abc"', 'token = "abc'],
  ['token ||= "abc"', 'token ||= "abc'],
  ['$token .= "abc"', '$token .= "abc'],
  ['token ?= "abc"', 'token ?= "abc'],
  ['token =\n    "abc"', 'token = "abc'],
  ['token of client: abc', 'token of client : abc'],
  ['https://host/?token=abc&x=1', 'token = abc'],
  ['{"config": "TOKEN=abc\\nOTHER=1"}', 'TOKEN = abc'],
  ['client.setPassword("abc")', 'client.setPassword ( "abc'],
  ['- name: DB_PASSWORD\n  value: abc\n', 'DB_PASSWORD = abc'],
  ['- name: "DB_PASSWORD"\r\n  value: "abc"\n', 'DB_PASSWORD = "abc'],
  ['password == "abc"', 'password == "abc'],
  ['let password: Option<&str> = Some("abc")', 'password = "abc'],
  ['password: str = "abc"', 'password = "abc'],
  ['const PASSWORD: &\'static str = "abc"', 'PASSWORD = "abc'],
  ['let password = String::from("abc")', 'password = "abc'],
  ['password <- "abc"', 'password <- "abc'],
  ['std::string password{"abc"}', 'password { "abc'],
  ['static const char password[] = "abc"', 'password = "abc'],
  ['char password[64] = "abc"', 'password = "abc'],
  ['Const DbPassword As String = "abc"', 'DbPassword = "abc'],
  ['buildConfigField("String", "API_TOKEN", "\\"abc\\"")', 'API_TOKEN , "\\"abc'],
  ['variable "db_password" {\n  type = string\n  default = "abc"\n}', 'db_password = "abc'],
  ['DBPassword:\n    Type: String\n    Default: abc\n', 'DBPassword : abc'],
  ['{"sqlPassword": {"value": "abc"}}', 'sqlPassword : "abc'],
  ['{"sqlPassword": {"type": "securestring", "defaultValue": "abc"}}', 'sqlPassword : "abc'],
  ['password: {{ "abc" | b64enc }}', 'password : "abc'],
  ['process.env.API_TOKEN || "abc"', 'process.env.API_TOKEN || "abc'],
  ["process.env.API_TOKEN ?? 'abc'", "process.env.API_TOKEN ?? 'abc"],
  ['token = process.env.NAME || "abc"', 'token = "abc'],
  ['password = os.environ.get("NAME") or "abc"', 'password = "abc'],
  ['password = os.environ["NAME"] or "abc"', 'password = "abc'],
  ['password = os.getenv("NAME", "abc")', 'password = "abc'],
  ['password = config("NAME", default="abc")', 'password = "abc'],
  ['password = ENV.fetch("NAME") { "abc" }', 'password = "abc'],
  ['password: <%= ENV["NAME"] || "abc" %>', 'password : "abc'],
  ['val password = System.getenv("NAME") ?: "abc"', 'password = "abc'],
  ['${DB_PASSWORD:abc}', 'DB_PASSWORD ${ abc'],
  ['${DB_PASSWORD:-abc}', 'DB_PASSWORD ${ abc'],
  ['@Value("${db.password:abc}")', 'db.password ${ abc'],
  ['"""token = \'a\\\'bc\'"""', "token = 'a\\'bc"],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['token'],
  ['if (token) {'],
  ['<user>:<password>@host/name'],
  ['sign(token) => "abc"'],
  ['["password", "token", "other"]'],
  ['token = '],
  ['password = os.getenv("NAME")'],
  ['password = getSecret("name")'],
  ['${DB_PASSWORD:?must be set}'],
  ['${DB_PASSWORD:-}'],
  ['${DB_PASSWORD:-${OTHER}}'],
  ['{"password": {"type": "string", "minLength": 8}}'],
  ['resource "random_password" "db" {\n  length = 16\n}'],
  ['token:\n  other: 1'],
])('assigns nothing: %s', (text) => {
  expect(read(text)).toBeUndefined()
})

test('never throws, and never reads outside the text', () => {
  const piece = fc.constantFrom(
    'token',
    '"',
    "'",
    '\\',
    '=',
    ':',
    ' ',
    '\n',
    '(',
    ')',
    ',',
    '>',
    '<',
    'a',
    '0',
    '{',
    '`',
    '"""',
    '--',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.array(piece, { maxLength: 30 }), (before, after) => {
      const text = `${before.join('')}token${after.join('')}`
      const assignment = readAssignment(text, before.join('').length, 5)
      if (!assignment) return
      expect(assignment.valueStart).toBeGreaterThanOrEqual(before.join('').length + 5)
      expect(assignment.valueEnd).toBeGreaterThan(assignment.valueStart)
      expect(assignment.valueEnd).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: runs },
  )
})
