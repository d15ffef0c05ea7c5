type Run = (...values: unknown[]) => void;

/** Runs of Dawn's event pump that Node's event loop has not made yet. */
const due = new Set<Run>();
let captured = false;

/**
 * Keeps what Dawn gives to `setImmediate`, so that `pumpEvents` can run it at once.
 *
 * Dawn's binding asks Node's event loop to process its events: it calls the global `setImmediate` with a native function. A synchronous read
 * of a tensor has to process them without returning to the event loop. Every other call is passed on as it is.
 */
export function captureEventPump(): void {
  if (captured) return;
  captured = true;
  const original = globalThis.setImmediate;
  const capturing = (run: Run, ...values: unknown[]) => {
    if (!isNative(run)) return original(run, ...values);
    due.add(run);
    return original(() => {
      if (due.delete(run)) run();
    });
  };
  globalThis.setImmediate = Object.assign(capturing, original) as unknown as typeof setImmediate;
}

/** Runs Dawn's event pump now: promises of finished work settle, errors of the device are reported. */
export function pumpEvents(): void {
  const runs = [...due];
  due.clear();
  for (const run of runs) run();
}

/** A function of a native module; a bound function also prints as native code, but has a name that says so. */
function isNative(run: Run): boolean {
  return (
    typeof run === 'function' &&
    !run.name.startsWith('bound ') &&
    Function.prototype.toString.call(run).includes('[native code]')
  );
}
