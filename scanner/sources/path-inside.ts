/** A path as another tool writes it, inside the repository. @returns undefined for one that leads out of it */
export function pathInside(written: string): string | undefined {
  const path = written.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  const isOut = path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..')
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return path === '' || path.length > 4096 || isOut || /[\u0000-\u001f\u007f]/.test(path) ? undefined : path
}
