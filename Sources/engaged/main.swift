print("engaged")
