/**
 * The numbers of organizations that an answer leaves out, because the person's token has not been through their single sign-on.
 * Source: docs.github.com, "Authenticating to the REST API", `X-GitHub-SSO: partial-results; organizations=21955855,20582480`.
 */
export function hiddenBySingleSignOn(headers: Headers): readonly number[] {
  const list = /^partial-results; organizations=([\d,\s]+)$/.exec(headers.get('x-github-sso') ?? '')?.[1]
  return list === undefined ? [] : list.split(',').map(Number)
}
