/** A mistake in how a command was written: exit 2. */
export class Usage extends Error {}
