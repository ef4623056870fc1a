/**
 * systemd-nspawn without a running systemd: what CoreOS rkt's default first stage was. Measured
 * through it: what that program takes to make its many mounts, the namespaces and the probe's
 * process, registered nowhere. It makes no limits without systemd: those are a control group of
 * Tare's own that it is started in.
 *
 * <p>Knows no other room. It runs in a mount namespace of its own with an empty /run, since nspawn
 * leaves locks there when it is killed.
 */
@NullMarked
package tare.harness.backend.nspawn;

import org.jspecify.annotations.NullMarked;
