import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { fixedBytes } from '../fixed-bytes.ts'
import { papersFor } from '../papers.ts'

export const hardcodedSecret: CodeRule = {
  ...papersFor(
    'java',
    'hardcoded-secret',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html#key-storage',
    'read',
  ),
  query: {
    calls: [
      'SecretKeySpec',
      'PBEKeySpec',
      'DESKeySpec',
      'DESedeKeySpec',
      'HMAC256',
      'HMAC384',
      'HMAC512',
      'signWith',
      'setSigningKey',
      'hmacShaKeyFor',
      'PBEParameterSpec',
      'load',
      'PasswordProtection',
      'setKeyEntry',
      'getKey',
      'MACSigner',
      'MACVerifier',
      'HmacUtils',
      'text',
      'queryableText',
      'delux',
      'stronger',
      'standard',
      'AesBytesEncryptor',
      'openOrCreateDatabase',
      'SQLiteDatabase',
      'changePassword',
      'encryptionKey',
      'verifyWith',
      'TokenBasedRememberMeServices',
      'Value',
    ],
    literals: [
      '@Value',
      'SecretKeySpec',
      'PBEKeySpec',
      'DESKeySpec',
      'DESedeKeySpec',
      'HMAC256',
      'HMAC384',
      'HMAC512',
      'signWith',
      'setSigningKey',
      'hmacShaKeyFor',
      'PBEParameterSpec',
      'KeyStore',
      'MACSigner',
      'MACVerifier',
      'HmacUtils',
      'Encryptors',
      'AesBytesEncryptor',
      'sqlcipher',
      'encryptionKey',
      'verifyWith',
      'TokenBasedRememberMeServices',
    ],
  },
  judge: (site) => {
    if (site.name === 'Value') return judgeDefault(site)
    const given = secretsOf(site).find(({ at }) => isFixed(site, at))
    return given === undefined
      ? undefined
      : {
          note: `${given.what} is a text in the code`,
          ...(mild.test(given.what) && { severity: 'medium' as const }),
        }
  },
  matches: [
    `class A { @Value("\${jwt.secret:everybody knows}") String secret; }`,
    `import net.sqlcipher.database.SQLiteDatabase;
class A { void f(SQLiteDatabase database) { database.changePassword("everybody knows"); } }`,
    `class A { void f() { SecretKeySpec key = new SecretKeySpec("sixteen byte key".getBytes(), "AES"); } }`,
    `class A { static final String SECRET = "not so secret"; Algorithm f() { return Algorithm.HMAC256(SECRET); } }`,
    `class A { void f() { Jwts.builder().setSubject(name).signWith(SignatureAlgorithm.HS256, "not so secret"); } }`,
    `class A { void f(char[] password) { new PBEKeySpec(password, "the salt".getBytes(), 600000, 256); } }`,
    `class A { void f(byte[] salt) { new PBEKeySpec("everybody knows".toCharArray(), salt, 600000, 256); } }`,
    `class A { void f(InputStream in) throws Exception { KeyStore store = KeyStore.getInstance("PKCS12"); store.load(in, "everybody knows".toCharArray()); } }`,
    `class A {
  void seal(String key) { SecretKeySpec spec = new SecretKeySpec(key.getBytes(), "AES"); }
  static void f() { A a = new A(); a.seal("sixteen byte key"); }
}`,
    `class A {
  private String key;
  A() { key = "sixteen byte key"; }
  void f() { SecretKeySpec spec = new SecretKeySpec(key.getBytes(), "AES"); }
}`,
  ],
  misses: [
    `class A { @Value("\${jwt.secret}") String secret; @Value("\${jwt.secret:}") String other; @Value("\${token.key-length:2048}") int length; }`,
    `class A { void f(byte[] key) { SecretKeySpec spec = new SecretKeySpec(key, "AES"); } }`,
    `class A { Algorithm f() { return Algorithm.HMAC256(System.getenv("KEY")); } }`,
    `class A { void f(InputStream in, char[] password) throws Exception { KeyStore store = KeyStore.getInstance("PKCS12"); store.load(in, password); } }`,
    `class A { void f() { properties.load(in, "a text"); } }`,
    `class A { void f(char[] password, byte[] salt) { new PBEKeySpec(password, salt, 600000, 256); } }`,
  ],
}

/** Spring: `@Value("${jwt.secret:everybody knows}")`, a key that is taken where nobody configures another. */
function judgeDefault({ source, node, args }: Site): CodeVerdict | undefined {
  if (!node.type.endsWith('annotation')) return undefined
  const text = constantText(source, args[0]?.value ?? null) ?? ''
  const fallback = keyWithDefault.exec(text)?.groups?.['fallback'] ?? ''
  return fallback.length >= 6 && !/^[#$]\{|^(?:null|none|changeit)$/i.test(fallback)
    ? { severity: 'medium', note: 'the key that is taken where none is configured is a text in the code' }
    : undefined
}

const keyWithDefault =
  /^\$\{[\w.-]*(?:jwt|token|hmac|sign(?:ing|ature)?|encrypt(?:ion)?|crypto|cipher|aes|session|cookie)[\w.-]*[.-]?(?:secret|key)[\w.-]*:(?<fallback>[^}]*)\}$/i

/** What opens a store of certificates is no secret as often as it is one. */
const mild = /^the (?:salt|password of the key store)$/

function isFixed({ source, args }: Site, at: number): boolean {
  const node = args.at(at)?.value
  return node !== undefined && fixedBytes(source, node) !== undefined
}

interface Given {
  readonly at: number
  readonly what: string
}

function secretsOf(site: Site): readonly Given[] {
  const { name, path, args, source } = site
  if (name === 'PBEKeySpec')
    return args.length > 1
      ? [
          { at: 1, what: 'the salt' },
          { at: 0, what: 'the password' },
        ]
      : [{ at: 0, what: 'the password' }]
  const isStore = /\bKeyStore\b/.test(source.text)
  switch (name) {
    case 'load':
    case 'getKey':
      return isStore && args.length === 2 ? [{ at: 1, what: 'the password of the key store' }] : []
    case 'PasswordProtection':
      return [{ at: 0, what: 'the password of the key store' }]
    case 'setKeyEntry':
      return isStore && args.length === 4 ? [{ at: 2, what: 'the password of the key store' }] : []
    case 'HmacUtils':
      return [{ at: 1, what: 'the key' }]
    case 'text':
    case 'queryableText':
    case 'delux':
    case 'stronger':
    case 'standard':
      return /\bEncryptors\./.test(path) ? [{ at: 0, what: 'the password' }] : []
    case 'changePassword':
      return /\bsqlcipher\b/.test(source.text) ? [{ at: 0, what: 'the key of the database' }] : []
    case 'SQLiteDatabase':
    case 'openOrCreateDatabase':
      return /\bsqlcipher\b/.test(source.text) ? [{ at: 1, what: 'the key of the database' }] : []
    default:
      return [secretOf(site)]
  }
}

function secretOf({ name, args }: Site): Given {
  switch (name) {
    case 'PBEParameterSpec':
      return { at: 0, what: 'the salt' }
    case 'signWith':
      // The older form takes the algorithm first.
      return { at: args.length > 1 ? 1 : 0, what: 'the key of tokens' }
    case 'HMAC256':
    case 'HMAC384':
    case 'HMAC512':
    case 'setSigningKey':
      return { at: 0, what: 'the key of tokens' }
    default:
      return { at: 0, what: 'the key' }
  }
}
