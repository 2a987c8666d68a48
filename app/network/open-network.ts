import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { env } from 'node:process'
import tls from 'node:tls'
import { AppError } from '../../scanner/errors.ts'
import type { NetworkSettings } from './route.ts'

let undo: (() => void) | undefined

/**
 * Sets up, for this whole process, by which proxy other machines are reached and whose certificates are believed: for `fetch` and what is
 * made of it, for `https`, for TLS of mail, and for every git that is started from now on. Called again, it takes the place of what was set
 * before; with nothing set, all is as Node has it.
 * @param folder where the certificates are put together for git
 * @throws AppError `invalid-configuration`
 */
export function openNetwork({ proxy, noProxy, caFile }: NetworkSettings, folder: string): void {
  undo?.()
  undo = undefined
  const restores: (() => void)[] = []
  undo = () => {
    for (const restore of restores.toReversed()) restore()
  }
  if (proxy !== undefined) {
    restores.push(http.setGlobalProxyFromEnv({ https_proxy: proxy, no_proxy: noProxy }))
    restores.push(setVariable('https_proxy', proxy), setVariable('no_proxy', noProxy))
    // Their other spelling would say something else to git.
    restores.push(setVariable('HTTPS_PROXY', undefined), setVariable('NO_PROXY', undefined))
  }
  if (caFile === undefined) return
  const own = readCertificates(caFile)
  const usual = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...usual, ...own])
  restores.push(() => tls.setDefaultCACertificates(usual))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const bundle = path.resolve(folder, 'ca-bundle.pem')
  // git takes one file in place of its own.
  writeFileSync(bundle, `${[...usual, ...own].join('\n')}\n`)
  restores.push(setVariable('GIT_SSL_CAINFO', bundle))
}

function setVariable(name: string, value: string | undefined): () => void {
  const before = env[name]
  const set = (to: string | undefined): void => {
    if (to === undefined) delete env[name]
    else env[name] = to
  }
  set(value)
  return () => set(before)
}

/** @throws AppError `invalid-configuration`, which names the file and what is wrong with it */
export function readCertificates(file: string): readonly string[] {
  const invalid = (why: string, cause?: unknown): AppError =>
    new AppError('invalid-configuration', `CA_FILE: ${file} ${why}.`, {
      todo: 'Give a file with the certificates of your authorities in PEM, one after the other.',
      ...(cause === undefined ? {} : { cause }),
    })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw invalid('cannot be read', cause)
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (!found) throw invalid('has no certificate in PEM')
  for (const [index, one] of found.entries()) {
    const certificate = certificateOf(one)
    if (!certificate) throw invalid(`has a certificate, the ${index + 1}., that cannot be read`)
    if (!certificate.ca)
      throw invalid(`has the certificate of ${nameIn(certificate.subject)}, which is no authority`)
    if (certificate.validToDate.getTime() < Date.now())
      throw invalid(
        `has the certificate of ${nameIn(certificate.subject)}, which ended on ${certificate.validTo}`,
      )
  }
  return found
}

function certificateOf(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text)
  } catch {
    // The caller says which one.
    return undefined
  }
}

/** How people call who is named: `Acme Root CA` of `O=Acme\nCN=Acme Root CA`. */
export const nameIn = (subject: string): string =>
  /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')
