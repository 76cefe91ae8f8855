"""x"""
def verify(*a): return {}
