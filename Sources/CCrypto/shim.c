// The functions of SHA-256 that keep their state in the caller's memory are deprecated since OpenSSL 3.0 in favour of
// EVP, which allocates and looks its algorithm up, for each of some four digests an event.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "CCrypto.h"

#include <openssl/bn.h>
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

// RFC 8032 § 5.1.3: x² = (y² − 1) / (d y² + 1), which has a root where (y² − 1)(d y² + 1) is a square or zero.
int ccrypto_ed25519_on_curve(const uint8_t *y) {
    BN_CTX *context = BN_CTX_new();
    BIGNUM *prime = NULL, *d = NULL, *square = BN_lebin2bn(y, 32, NULL), *above = BN_new(), *below = BN_new();
    int symbol = -2;
    if (context != NULL && square != NULL && above != NULL && below != NULL &&
        BN_hex2bn(&prime, "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed") > 0 &&
        BN_hex2bn(&d, "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3") > 0 &&
        BN_mod_sqr(square, square, prime, context) == 1 &&
        BN_mod_sub(above, square, BN_value_one(), prime, context) == 1 &&
        BN_mod_mul(below, square, d, prime, context) == 1 &&
        BN_mod_add(below, below, BN_value_one(), prime, context) == 1 &&
        BN_mod_mul(above, above, below, prime, context) == 1) {
        symbol = BN_kronecker(above, prime, context);
    }
    BN_free(below);
    BN_free(above);
    BN_free(square);
    BN_free(d);
    BN_free(prime);
    BN_CTX_free(context);
    return symbol == 0 || symbol == 1;
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
