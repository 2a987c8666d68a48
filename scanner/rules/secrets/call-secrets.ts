import { checkCallLogin, checkCallSecret } from './checks/call-secret.ts'
import type { Detector, SecretRule } from '../../engine/rule.ts'
import { samplePassword } from './sample-texts.ts'
import { random, token, unverified } from './service-rule.ts'

/** A text in quotes; strings of bytes and raw ones have a letter before it. */
const text = '[bru]?["\'`][^"\'`\\r\\n]{0,100}["\'`]'
const secret = '[bru]?["\'`](?<secret>[^"\'`\\r\\n]{4,200})["\'`]'
const next = '\\s{0,8},\\s{0,40}'
const edges = { notBefore: null, notAfter: null } as const

/** A name or a short expression: `payload`, `{ id: user.id }`, `req.body`, `Date.now()`. */
const expression =
  '(?:[\\w.$@>:-]{1,60}(?:\\([\\w.$, ]{0,60}\\))?|\\{[^{}]{0,300}\\}|\\[[^[\\]]{0,300}\\]|["\'`][^"\'`\\r\\n]{0,200}["\'`])'

/** `call("name", "secret")` */
const login = (anchors: readonly string[], call: string): Detector =>
  token(anchors, new RegExp(`${call}\\s{0,40}${text}${next}${secret}`, 'i'), { ...edges, ignoreCase: true })

/** `call(something, "secret")` */
const second = (anchors: readonly string[], call: string): Detector =>
  token(anchors, new RegExp(`${call}\\s{0,40}${expression}${next}${secret}`, 'i'), {
    ...edges,
    ignoreCase: true,
  })

/** `call("secret"` */
const first = (anchors: readonly string[], call: string): Detector =>
  token(anchors, new RegExp(`${call}\\s{0,40}${secret}`, 'i'), { ...edges, ignoreCase: true })

const shared = {
  kind: 'secret',
  severity: 'high',
  confidence: 'medium',
  generic: true,
  randomBits: 0,
  source: unverified('https://cwe.mitre.org/data/definitions/798.html'),
} as const

/** Secrets that only the place among the arguments of a well-known call tells. */
export const callSecrets: readonly SecretRule[] = [
  {
    ...shared,
    id: 'call-login-password',
    title: 'Name and password in a call that signs in',
    why: 'Whoever reads the call can sign in with the name and password in it.',
    fix: 'Change the password, and read the new one from the environment or a secret store.',
    detect: [
      login(['basicauth('], 'basicauth\\('),
      login(['digestauth('], 'digestauth\\('),
      login(['auth=(', 'auth = ('], 'auth ?= ?\\('),
      login(
        ['smtp.login(', 'server.login(', 'imap.login(', 'ftp.login(', 'mail.login('],
        '(?:smtp|server|imap|ftp|mail)\\.login\\(',
      ),
      login(['UsernamePasswordCredentials('], 'UsernamePasswordCredentials\\('),
      login(['PasswordAuthentication('], 'PasswordAuthentication\\('),
      login(['UsernamePasswordAuthenticationToken('], 'UsernamePasswordAuthenticationToken\\('),
      token(
        'smtp.PlainAuth(',
        new RegExp(`smtp\\.PlainAuth\\(\\s{0,40}${text}${next}${text}${next}${secret}`),
        edges,
      ),
      token(
        ['create_superuser(', 'create_user('],
        new RegExp(`create_(?:super)?user\\(\\s{0,40}${text}${next}${text}${next}${secret}`),
        edges,
      ),
    ],
    check: checkCallLogin,
    matches: [
      () => `req.SetBasicAuth("svc", "${samplePassword(1)}")`,
      () => `requests.get(url, auth=('svc', '${samplePassword(2)}'))`,
      () => `requests.get(url, auth=HTTPBasicAuth("svc", "${samplePassword(3)}"))`,
      () => `server.login("me@corp-tools.io", "${samplePassword(4)}")`,
      () => `auth := smtp.PlainAuth("", "me@corp-tools.io", "${samplePassword(5)}", "mail.corp-tools.io")`,
      () => `User.objects.create_superuser("admin", "me@corp-tools.io", "${samplePassword(6)}")`,
    ],
    misses: [
      () => 'req.SetBasicAuth("user", "password")',
      () => 'requests.get(url, auth=("user", "pass"))',
      () => `requests.get(url, auth=(user, "${samplePassword(7)}"))`,
      () => 'server.login("your-user", "your-Passw0rd")',
      () => 'HTTPBasicAuth("{user}", "{password}")',
    ],
  },
  {
    ...shared,
    id: 'call-signing-key',
    title: 'Key in a call that signs or encrypts',
    why: 'Whoever has the key can make tokens and messages that the program takes for its own, or read what it encrypts.',
    fix: 'Make a new key, and read it from the environment or a secret store. What was signed with the old one is worth nothing any more.',
    detect: [
      second(
        ['jwt.sign(', 'jwt.verify(', 'jwt.encode(', 'jwt.decode(', 'JWT::encode(', 'JWT::decode('],
        'jwt(?:\\.|::)(?:sign|verify|encode|decode)\\(',
      ),
      second(['createHmac('], 'createHmac\\('),
      second(['signWith('], 'signWith\\('),
      token(
        'hash_hmac(',
        new RegExp(`hash_hmac\\(\\s{0,40}${text}${next}${expression}${next}${secret}`),
        edges,
      ),
      first(['Algorithm.HMAC'], 'Algorithm\\.HMAC(?:256|384|512)\\('),
      first(['hmacShaKeyFor('], 'hmacShaKeyFor\\('),
      first(['setSigningKey('], 'setSigningKey\\('),
      first(['hmac.new('], 'hmac\\.new\\('),
      first(['SignedString([]byte('], 'SignedString\\(\\[\\]byte\\('),
      first(['SymmetricSecurityKey('], 'SymmetricSecurityKey\\([\\w.\\s]{0,60}\\.GetBytes\\('),
      token('Fernet(', /Fernet\(\s{0,40}b?["'](?<secret>[A-Za-z0-9_-]{43}=)["']/, edges),
    ],
    check: checkCallSecret,
    matches: [
      () => `jwt.sign(payload, '${samplePassword(8)}')`,
      () => `const token = jwt.sign({ id: user.id, role: "admin" }, "${random('base62', 32)}", {})`,
      () => `jwt.encode({"sub": name}, "${samplePassword(9)}", algorithm="HS256")`,
      () => `crypto.createHmac("sha256", "${random('hex', 32)}")`,
      () => `Algorithm.HMAC256("${samplePassword(10)}")`,
      () => `Fernet(b"${random('base64url', 43)}=")`,
      () => `token.SignedString([]byte("${samplePassword(11)}"))`,
    ],
    misses: [
      () => `jwt.sign(payload, 'secret')`,
      () => `jwt.sign(payload, "your-256-bit-secret")`,
      () => 'jwt.sign(payload, process.env.JWT_SECRET)',
      () => `createHmac('sha256', 'my-signing-key')`,
      () => 'Fernet(key)',
      () => 'Algorithm.HMAC256("${jwt.secret}")',
    ],
  },
  {
    ...shared,
    id: 'call-form-password',
    title: 'Password that a program types into a form',
    why: 'Whoever reads it can sign in where the program does.',
    fix: 'Change the password, and let the program read the new one from the environment or a secret store.',
    detect: [
      first(
        ['send_keys(', 'sendKeys('],
        // What is typed is only a password where the field says so; the check looks.
        'send_?keys\\(',
      ),
      token(
        ['#password', 'password"]', `password']`],
        new RegExp(
          `(?:#password|password["']\\])["'\`](?:\\)\\.(?:type|fill|setValue|send_keys|sendKeys)\\(|\\s{0,4},)\\s{0,40}${secret}`,
        ),
        edges,
      ),
    ],
    check: (value, context) =>
      /keys\(/i.test(context.text) && !/pass(?:word|wd)?|pwd/i.test(lastLine(context.before))
        ? { drop: 'typed into another field' }
        : checkCallSecret(value),
    matches: [
      () => `driver.find_element(By.ID, "password").send_keys("${samplePassword(12)}")`,
      () => `await page.type('#password', '${samplePassword(13)}')`,
      () => `await page.fill('input[name="password"]', '${samplePassword(14)}')`,
      () => `cy.get('#password').type('${samplePassword(15)}')`,
    ],
    misses: [
      () => `driver.find_element(By.ID, "search").send_keys("${samplePassword(16)}")`,
      () => `await page.type('#password', 'password')`,
      () => `await page.type('#password', password)`,
    ],
  },
]

function lastLine(before: string): string {
  return before.slice(before.lastIndexOf('\n') + 1)
}
