/** Methods by which something goes into what they are called on. */
export const feeding =
  /^(?:update|write|Write|WriteString|Sum|digest|doFinal|init|Init|update_all|transform|hash|concat)$/
/** Calls that write random bytes into what they are given. */
export const filling = /(?:^|\.)(?:nextBytes|Read|randomFillSync|getRandomValues)$/
/** Functions that write their other arguments into the value. */
export const pouring =
  /^(?:io\.(?:WriteString|Copy|CopyBuffer|CopyN)|fmt\.Fprint\w*|fs\.createReadStream|pipe|hash_update)$/
/** Calls whose value is another form of what they are given; what they are called says nothing. */
export const converting =
  /^(?:String|str|int|float|abs|Number|parseInt|parseFloat|toString|toFixed|hex|hexdigest|digest|encode|decode|from|Buffer|bytes|bytearray|EncodeToString|Sprintf|Sprint|format|valueOf|floor|ceil|round|max|min|slice|substring|substr|substr_?|charAt|join|replace|toUpperCase|toLowerCase|padStart|upper|lower|b64encode|encodeToString|list|tuple|range|map|printHexBinary|encodeHexString|append|Float64|Itoa|Int63|new|len|update|write|Write|Sum|trim|split|uniqid|base64_encode|bin2hex|dechex|base_convert|intval|strval|chr|str_shuffle|implode|str_pad|str_repeat|mb_substr|strtolower|strtoupper|to_s|to_i|rjust|ljust|pack|unpack1?|strip|downcase|upcase|base64digest|strict_encode64|urlsafe_encode64|encode64)$/

/** Calls that keep a value under the name that stands before it: `parameters.put("nonce", value)`. */
export const storing =
  /\.(?:put|set|Set|add|Add|append|setAttribute|setItem|setProperty|setHeader|addHeader|header|setdefault)$/
/** Calls that give the bytes of a text. */
export const bytesOf = /\.(?:getBytes|encode|toByteArray|bytes)$/

/** The last two names: `cache.set` of `this.store.cache.set`. */
export const lastNames = (path: string): string =>
  // What slows guessing down names itself first: `BCrypt.Password.create`.
  /bcrypt|argon2|scrypt/i.test(path) ? path : path.split('.').slice(-2).join(' ')
