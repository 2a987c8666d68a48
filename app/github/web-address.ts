/**
 * The website that belongs to an API: `https://api.github.com` → `https://github.com`, `https://api.acme.ghe.com` →
 * `https://acme.ghe.com` (data residency), `https://git.acme.example/api/v3` → `https://git.acme.example` (Enterprise Server).
 * Source: docs.github.com, "Getting started with the REST API", per version.
 */
export function webAddressOf(apiUrl: string): string {
  const { protocol, host, hostname } = new URL(apiUrl)
  const isCloud = hostname === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/.test(hostname)
  return `${protocol}//${isCloud ? host.slice('api.'.length) : host}`
}

/** A GitHub host by the name that people know it by: `github.com`, `acme.ghe.com`, `git.acme.example`. */
export const hostNameOf = (apiUrl: string): string => new URL(webAddressOf(apiUrl)).hostname

/** Whether an API is that of an Enterprise Server: these have their API behind a path of the one host. */
export const isEnterpriseServer = (apiUrl: string): boolean => new URL(apiUrl).pathname.startsWith('/api/v3')
