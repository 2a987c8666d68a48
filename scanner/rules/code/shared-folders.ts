/** Folders that everybody on a machine may write into, of Linux, macOS and Windows, and a name within. */
const within =
  /^(?:\/(?:private\/)?(?:tmp|var\/tmp)|\/usr\/tmp|\/dev\/(?:shm|mqueue)|\/(?:var\/)?run\/lock|\/Library\/Caches|\/Users\/Shared)\/.|^(?:[a-z]:)?\\+(?:windows\\+)?(?:temp|tmp)\\+/i

export const isOpenToAll = (path: string | undefined): boolean => path !== undefined && within.test(path)
