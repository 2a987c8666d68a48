import { keptIssue } from '../notices/kept-issue.ts'
import type { KnownRepository, Records } from '../records.ts'

/**
 * Where whoever can read a repository on GitHub reads how it stands: the issue in which its owners are told what was found and what is
 * wanted, else the repository. Who cannot read it gets nothing from GitHub there.
 * @param host by which GitHub is reached: `github.com`
 * @param login of the organization
 */
export async function detailsPage(
  records: Pick<Records, 'made'>,
  {
    host,
    login,
    repository,
  }: { readonly host: string; readonly login: string; readonly repository: KnownRepository },
): Promise<string> {
  const page = `https://${host}/${login}/${encodeURIComponent(repository.name)}`
  const notice = keptIssue(await records.made(repository.id, 'issue'), 'owner-notice')
  return notice?.isThere === true && notice.isOpen ? `${page}/issues/${notice.number}` : page
}
