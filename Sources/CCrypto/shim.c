// The functions of SHA-256 that keep their state in the caller's memory are deprecated since OpenSSL 3.0 in favour of
// EVP, which allocates and looks its algorithm up, for each of some four digests an event.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "CCrypto.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

_Static_assert(sizeof(struct ccrypto_sha256) == sizeof(SHA256_CTX), "SHA256_CTX has another size");
_Static_assert(_Alignof(struct ccrypto_sha256) == _Alignof(SHA256_CTX), "SHA256_CTX has another alignment");

void ccrypto_sha256_begin(struct ccrypto_sha256 *state) { SHA256_Init((SHA256_CTX *)state); }

void ccrypto_sha256_add(struct ccrypto_sha256 *state, const void *bytes, size_t count) {
    SHA256_Update((SHA256_CTX *)state, bytes, count);
}

void ccrypto_sha256_end(struct ccrypto_sha256 *state, void *digest) { SHA256_Final(digest, (SHA256_CTX *)state); }

void ccrypto_sha256(const void *bytes, size_t count, void *digest) {
    SHA256_CTX state;
    SHA256_Init(&state);
    SHA256_Update(&state, bytes, count);
    SHA256_Final(digest, &state);
}

int ccrypto_ed25519_public(const uint8_t *seed, uint8_t *key) {
    size_t count = 32;
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    int done = pair != NULL && EVP_PKEY_get_raw_public_key(pair, key, &count) == 1 && count == 32;
    EVP_PKEY_free(pair);
    return done;
}

int ccrypto_ed25519_sign(const uint8_t *seed, const void *bytes, size_t count, uint8_t *signature) {
    size_t length = 64;
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = pair != NULL && context != NULL && EVP_DigestSignInit(context, NULL, NULL, NULL, pair) == 1 &&
               EVP_DigestSign(context, signature, &length, bytes, count) == 1 && length == 64;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(pair);
    return done;
}

int ccrypto_ed25519_verify(const uint8_t *key, const void *bytes, size_t count, const uint8_t *signature) {
    EVP_PKEY *public = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int good = public != NULL && context != NULL && EVP_DigestVerifyInit(context, NULL, NULL, NULL, public) == 1 &&
               EVP_DigestVerify(context, signature, 64, bytes, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public);
    return good;
}
