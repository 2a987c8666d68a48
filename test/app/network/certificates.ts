import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** An authority of nobody's but this test's, and a certificate of it for names below acme.test; made with openssl. */
export function makeCertificates(authority: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-ca-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string): string => path.join(folder, name)
  const openssl = (command: string, ...more: readonly string[]): void => {
    execFileSync('openssl', [...command.split(' '), ...more], { stdio: 'ignore' })
  }
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
  openssl(
    `req -x509 ${newKey} -days 2 -addext basicConstraints=critical,CA:TRUE`,
    ...outputs({ subj: `/O=Acme/CN=${authority}`, keyout: file('ca.key'), out: file('ca.pem') }),
  )
  openssl(
    `req ${newKey}`,
    ...outputs({ subj: '/CN=acme.test', keyout: file('key.pem'), out: file('request.pem') }),
  )
  writeFileSync(file('names'), 'subjectAltName=DNS:*.acme.test\nbasicConstraints=CA:FALSE\n')
  openssl(
    'x509 -req -CAcreateserial -days 2',
    ...outputs({ in: file('request.pem'), CA: file('ca.pem'), CAkey: file('ca.key') }),
    ...outputs({ extfile: file('names'), out: file('leaf.pem') }),
  )
  const read = (name: string): string => readFileSync(file(name), 'utf8')
  return {
    folder,
    caFile: file('ca.pem'),
    leafFile: file('leaf.pem'),
    key: read('key.pem'),
    cert: read('leaf.pem'),
  }
}

/** Options whose values may have spaces. */
const outputs = (options: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(options).flatMap(([name, value]) => [`-${name}`, value])
