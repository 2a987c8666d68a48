/** Every page of the console, as somebody goes to it. Each is looked at by axe, light and dark, wide and narrow. */
export const pages: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'overview', path: '/' },
  { name: 'repositories', path: '/repositories?outcome=denied' },
  { name: 'repository', path: '/repositories/1' },
  { name: 'requests', path: '/requests' },
  { name: 'request', path: '/requests/2' },
  { name: 'findings', path: '/findings' },
  { name: 'finding', path: `/findings/aws-access-token/g1:${'0'.repeat(39)}1` },
  { name: 'rules of findings', path: '/findings/rules' },
  { name: 'policy', path: '/policy' },
  { name: 'audit', path: '/audit?about=access&from=2026-11-01' },
  { name: 'one event', path: '/audit?sequence=12' },
  { name: 'settings', path: '/settings' },
  { name: 'one organization', path: '/settings?organization=2' },
]
