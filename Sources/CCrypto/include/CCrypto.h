// libcrypto as Swift sees it: SHA-256 and Ed25519, nothing else.
#ifndef ENGAGED_CCRYPTO_H
#define ENGAGED_CCRYPTO_H

#include <stddef.h>
#include <stdint.h>

/// The running state of SHA-256 (FIPS 180-4): plain memory, no allocation.
struct ccrypto_sha256 {
    uint32_t words[28];
};

/// Begins with no bytes taken.
void ccrypto_sha256_begin(struct ccrypto_sha256 *state);
/// Takes the next bytes.
void ccrypto_sha256_add(struct ccrypto_sha256 *state, const void *bytes, size_t count);
/// Ends, writing 32 bytes; the state is spent.
void ccrypto_sha256_end(struct ccrypto_sha256 *state, void *digest);
/// All of it at once.
void ccrypto_sha256(const void *bytes, size_t count, void *digest);

/// The public key, 32 bytes, of an Ed25519 seed of 32 bytes (RFC 8032); 0 where the library fails.
int ccrypto_ed25519_public(const uint8_t *seed, uint8_t *key);
/// Signs, writing 64 bytes; 0 where the library fails.
int ccrypto_ed25519_sign(const uint8_t *seed, const void *bytes, size_t count, uint8_t *signature);
/// 1 where a point of the curve of Ed25519 has this y, 32 bytes, little-endian, below 2^255 - 19; else 0.
int ccrypto_ed25519_on_curve(const uint8_t *y);
/// 1 where the 64 bytes are the signature by this public key, else 0.
int ccrypto_ed25519_verify(const uint8_t *key, const void *bytes, size_t count, const uint8_t *signature);

#endif
